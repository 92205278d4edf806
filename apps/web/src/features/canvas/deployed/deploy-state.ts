import { sameJson, type VersionStatus } from '@hookwright/model'

/** State of the draft of a connector: what is deployed, or the number of the version to deploy next. */
export type DeployState =
  | { is: 'unknown' }
  | { is: 'deployed'; number: number }
  | { is: 'next'; number: number }

/**
 * Returns the state of a draft. It is deployed if it equals the deployed version and no newer version waits to be
 * deployed. A test version that waits is the next one to deploy; otherwise the next one is still to be created.
 */
export const deployStateOf = ({
  versions,
  isFlowSame,
  draft,
  deployed
}: {
  /** All versions, newest first; undefined while loading. */
  versions: readonly { number: number; status: VersionStatus }[] | undefined
  /** True if the open flow, as drawn, equals that of the deployed version; null while that is loaded. */
  isFlowSame: boolean | null
  /** Draft and deployed version as snapshots; undefined while loading. */
  draft: unknown
  deployed: unknown
}): DeployState => {
  if (versions === undefined) return { is: 'unknown' }
  const [newest] = versions
  if (newest === undefined) return { is: 'next', number: 1 }
  const live = versions.find(({ status }) => status === 'deployed')
  const next: DeployState = {
    is: 'next',
    number: newest.status === 'test' ? newest.number : newest.number + 1
  }
  if (live === undefined || newest.status === 'test' || isFlowSame === false) return next
  if (isFlowSame === null || draft === undefined || deployed === undefined) return { is: 'unknown' }
  return sameJson(draft, deployed) ? { is: 'deployed', number: live.number } : next
}
