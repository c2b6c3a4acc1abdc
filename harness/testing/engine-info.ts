/** What an engine of Docker's says of itself, as JSON, with changes. */
export function engineInfo(changes: object = {}): string {
  return JSON.stringify({
    ServerVersion: '28.5.2',
    NCPU: 4,
    MemTotal: 8_325_603_328,
    DockerRootDir: '/var/lib/docker',
    CgroupVersion: '2',
    ...changes,
  });
}
