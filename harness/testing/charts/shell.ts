import { forEachChild, parse, type SyntaxNode } from 'unbash';

/** All nodes of a shell script, in the order in which they stand. @throws Error when the text is none */
export function nodesIn(text: string): SyntaxNode[] {
  const script = parse(text);
  if (script.errors) throw new Error(`no shell script: ${script.errors.map(({ message }) => message).join(', ')} in ${text.slice(0, 80)}`);
  const nodes: SyntaxNode[] = [];
  const collect = (node: SyntaxNode): void => {
    nodes.push(node);
    forEachChild(node, collect);
  };
  collect(script);
  return nodes;
}

/** The functions that a script defines. */
export function functionsIn(text: string): string[] {
  return nodesIn(text).flatMap((node) => (node.type === 'Function' ? [node.name.value] : []));
}
