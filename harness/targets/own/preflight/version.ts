import type { Api } from '../../../cluster/api.ts';
import type { Finding } from '../../../model/finding.ts';

/** What the charts use: Jobs' podFailurePolicy is there from 1.26 on. */
const OLDEST = 26;

/** Whether the cluster's Kubernetes has all that the charts use. */
export async function examineVersion({ version }: Api): Promise<Finding> {
  const { gitVersion, minor } = await version.getCode();
  if (Number.parseInt(minor) >= OLDEST) return { what: 'Kubernetes', state: 'ok', detail: gitVersion };
  return {
    what: 'Kubernetes',
    state: 'missing',
    detail: `${gitVersion} is older than 1.${OLDEST}, from which on it has all that the charts use`,
    mend: 'Upgrade the cluster.',
  };
}
