import type { VersionStatus } from '@hookwright/model'

/**
 * Deployment state of a connector's draft.
 *
 * `number` is the deployed version (`deployed`), the existing version to deploy (`waiting`), or the version
 * to create (`next`).
 */
export type DeployState =
  | { is: 'unknown' }
  | { is: 'deployed'; number: number }
  | { is: 'waiting'; number: number }
  | { is: 'next'; number: number }

/**
 * Returns the deployment state of a draft.
 *
 * A draft that equals the newest version needs no new version: that version is deployed or waits for its
 * deployment, also after a rollback. A draft that equals an older deployed version has nothing to deploy. Any
 * other draft needs a new version, since a test version lacks later edits.
 */
export const deployStateOf = <Version extends { number: number; status: VersionStatus }>({
  versions,
  isSame
}: {
  /** All versions, newest first; undefined while loading. */
  versions: readonly Version[] | undefined
  /**
   * Returns true if the draft equals a version. `null` while the version is loading, or if it cannot be
   * loaded.
   */
  isSame: (version: Version) => boolean | null
}): DeployState => {
  if (versions === undefined) return { is: 'unknown' }
  const [newest] = versions
  if (newest === undefined) return { is: 'next', number: 1 }
  const isNewest = isSame(newest)
  if (isNewest === null) return { is: 'unknown' }
  if (isNewest) return { is: newest.status === 'deployed' ? 'deployed' : 'waiting', number: newest.number }
  const live = versions.find(({ status }) => status === 'deployed')
  const isLive = live === undefined || live === newest ? false : isSame(live)
  if (isLive === null) return { is: 'unknown' }
  return live !== undefined && isLive
    ? { is: 'deployed', number: live.number }
    : { is: 'next', number: newest.number + 1 }
}

/** Returns true if the draft equals the version with this number. */
export const isDraftAt = (state: DeployState, version: number | undefined): boolean =>
  (state.is === 'deployed' || state.is === 'waiting') && state.number === version

/** URL hash of the Deployment tab that opens the dialog for the next deployment step. */
export const DEPLOY = 'deploy'
