/** A volume's disk that can be filled, and that can be given space. */
export interface Disk {
  /** Leaves no byte free. */
  readonly fill: () => Promise<unknown>;
  /** Gives space, and takes nothing of what is there. */
  readonly grow: () => Promise<unknown>;
  /** Leaves the volume as other tests have it. */
  readonly leave: () => Promise<unknown>;
}
