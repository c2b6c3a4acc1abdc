/** Samples this process's memory; stop() gives the highest value in MiB. */
export function watchMemory(): { readonly stop: () => number } {
  let highest = 0;
  const sample = (): void => void (highest = Math.max(highest, process.memoryUsage.rss() / 1024 / 1024));
  const timer = setInterval(sample, 1_000);
  timer.unref();
  return {
    stop: () => {
      sample();
      clearInterval(timer);
      return Math.round(highest);
    },
  };
}
