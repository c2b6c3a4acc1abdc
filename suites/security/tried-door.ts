import { readStack, readThreats, projectOfTests, type Door, type Threats } from '../../harness/index.ts';

/** What came of trying a door. */
export interface Attempt {
  readonly isOpen: boolean;
  /** What the attacker was told. */
  readonly words: string;
}

const THREATS: Threats['threats'] = readThreats(readStack(projectOfTests())).threats;

/** The door that a test tries. What is found there goes into the run's second map. */
export class TriedDoor {
  constructor(
    private readonly test: { door?: Door },
    private readonly skip: (reason: string) => never,
  ) {}

  /**
   * Says what came of trying it.
   * @param threat comes by it (blueprint/threats.yaml)
   * @throws Error where it is open, and the threat model does not say so
   */
  found(threat: string, { isOpen, words }: Attempt): void {
    this.test.door = { threat, status: isOpen ? 'open' : 'closed', words };
    const state = THREATS[threat]?.state;
    if (state === undefined) throw new Error(`blueprint/threats.yaml has no threat ${threat}`);
    if (isOpen && state !== 'open') throw new Error(`the door is open, which blueprint/threats.yaml does not say of ${threat}: ${words}`);
  }

  /** Says that what would close it does nothing on this target, and skips the test. @param words what was probed */
  cannotBeClosed(threat: string, words: string): never {
    this.test.door = { threat, status: 'not enforceable here', words };
    return this.skip(words);
  }
}
