/** Something that is broken on purpose, and the tests that must see it. */
export interface Fault {
  /** What is broken, as a person would say it. */
  readonly what: string;
  /** The file that is changed, relative to the repository. */
  readonly file: string;
  /** A part of it, which stands there once, and what takes its place. */
  readonly from: string;
  readonly to: string;
  /** What the names of the tests that must fail have in common: a regular expression. */
  readonly tests: RegExp;
  /** What each of them must say. */
  readonly says: RegExp;
}

/** The faults that a suite's tests are proven with (suites/<name>/faults.ts), by round: those of a round are there together, and none reaches another's tests. */
export interface Faults {
  /** In what is sent or asked: the system does its work, and the outcome is another one. */
  readonly sent?: readonly Fault[];
  /** The same, in tests that take parts of the stack down: what was acknowledged and never sent is what a loss looks like. */
  readonly whileDown?: readonly Fault[];
  /** In what is installed. */
  readonly installed?: readonly Fault[];
  /** The same, in what one of those breaks already. */
  readonly installedApart?: readonly Fault[];
  /** The same, in what keeps the object store's objects, which other systems work on. */
  readonly objectsLost?: readonly Fault[];
  /** In either, with the overlay `secure`. */
  readonly secured?: readonly Fault[];
  /** In what is installed, where it ruins what is on volumes: each time on a cluster that is made for it. */
  readonly ruinous?: readonly Fault[];
  /** The same, each by itself: it takes other systems down, hides what else is broken, or its tests need the room that the whole stack takes. */
  readonly ruinousAlone?: readonly Fault[];
  /** In either, on volumes of NFS. */
  readonly onNfs?: readonly Fault[];
  /** In what volumes are on, with the overlay `storage-local`, where they are disks, on a cluster that is made for it. */
  readonly onDisks?: readonly Fault[];
}
