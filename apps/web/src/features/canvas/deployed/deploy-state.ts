import type { VersionStatus } from '@hookwright/model'

/** State of the draft of a connector: what is deployed, which version is to be deployed, or which is still to be created. */
export type DeployState =
  | { is: 'unknown' }
  | { is: 'deployed'; number: number }
  | { is: 'waiting'; number: number }
  | { is: 'next'; number: number }

/**
 * Returns the state of a draft. A draft that equals the newest version needs no further version: that one is deployed, or
 * waits to be, also after a rollback. A draft that equals an older deployed version has nothing to deploy. Any other draft
 * needs a version of its own, since a test version lacks the edits after it.
 */
export const deployStateOf = <Version extends { number: number; status: VersionStatus }>({
  versions,
  isSame
}: {
  /** All versions, newest first; undefined while loading. */
  versions: readonly Version[] | undefined
  /** Returns true if the draft equals a version; null while that is loaded, or cannot be loaded. */
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

/** Returns true if the draft equals the version of this number. */
export const isDraftAt = (state: DeployState, version: number | undefined): boolean =>
  (state.is === 'deployed' || state.is === 'waiting') && state.number === version

/** Part of the URL of the Deployment tab that opens the dialog for the next step of a deployment. */
export const DEPLOY = 'deploy'
