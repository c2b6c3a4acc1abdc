const works: (() => void)[] = [];

/** Has something done when the process ends, however that comes about but by SIGKILL: what must not outlive it. It is done at once, and waits for nothing. */
export function atExit(work: () => void): void {
  if (works.length === 0) process.once('exit', leave);
  works.push(work);
}

/** Does now what is to be done when the process ends, the newest first. */
export function leave(): void {
  for (const work of works.splice(0).reverse()) work();
}
