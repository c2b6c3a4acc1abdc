/** A name of an edge in source text; a side may be a value that is filled in: `${tenant}→zookeeper`. */
const NAME = /(\$\{[^}]*\}|[\w-]+)→(\$\{[^}]*\}|[\w-]+)/g;

/**
 * The edges that a test file's text names: at least those that its tests are tagged with, which can't be asked of a file that can't be loaded. A name
 * with a value filled in stands for every edge that it may be.
 */
export function namedEdges(source: string, edges: readonly string[]): string[] {
  const names = [...source.matchAll(NAME)].map(([, from = '', to = '']) => [from, to]);
  const fits = (part: string, side: string | undefined): boolean => part.startsWith('$') || part === side;
  return edges.filter((edge) => {
    const [left, right] = edge.split('→');
    return names.some(([from = '', to = '']) => fits(from, left) && fits(to, right));
  });
}
