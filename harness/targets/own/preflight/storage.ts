import type { V1StorageClass } from '@kubernetes/client-node';
import type { Finding } from '../../../model/finding.ts';
import type { Demand } from './demand.ts';

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** Whether the claims of pods find the StorageClass that they ask for, or a default one where they ask for none. @param classes undefined where they can't be listed */
export function examineStorage(demands: readonly Demand[], classes: readonly V1StorageClass[] | undefined): Finding[] {
  if (!classes) return [];
  const what = 'StorageClass';
  const asked = new Set(demands.flatMap(({ claims }) => claims.map(({ spec }) => spec?.storageClassName)));
  return [...asked].flatMap((name): Finding[] => {
    const found = classes.find(({ metadata }) =>
      name === undefined ? metadata?.annotations?.[DEFAULT] === 'true' : metadata?.name === name,
    );
    if (found) {
      const detail = `${found.metadata?.name ?? ''} (${found.provisioner})${name === undefined ? ', the default' : ''}`;
      return [{ what, state: 'ok', detail }, ...retaining(found)];
    }
    const there = `there are: ${classes.map(({ metadata }) => metadata?.name ?? '').join(', ') || 'none'}`;
    const who = demands.filter(({ claims }) => claims.some(({ spec }) => spec?.storageClassName === name)).map(({ workload }) => workload);
    return [
      {
        what,
        state: 'missing',
        detail: `${name === undefined ? 'none is the default' : `${name} is not there`}, which the claims of ${who.join(', ')} ask for; ${there}`,
        mend: `Make one the default: kubectl annotate storageclass NAME ${DEFAULT}=true`,
      },
    ];
  });
}

/** What is said of one that keeps volumes whose claims are gone. */
function retaining({ metadata, reclaimPolicy }: V1StorageClass): Finding[] {
  if (reclaimPolicy !== 'Retain') return [];
  return [
    {
      what: 'volumes',
      state: 'will be done',
      detail: `${metadata?.name ?? ''} retains its volumes: they stay after down, which names them`,
    },
  ];
}
