import type { CommandError } from '../base/command.ts';

/** What Helm said, without its remark on each link that it follows: every chart has the library chart by one. */
export function helmsWords({ output }: CommandError): string[] {
  return output.filter((line) => !/\bwalk\.go:\d+: found symbolic link/.test(line));
}
