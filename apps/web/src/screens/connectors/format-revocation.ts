import type { Revocation } from '@hookwright/model'

/** Message about revoking a connection's access at the service, and whether it is a warning. */
export interface RevocationText {
  message: string
  isWarning: boolean
}

/** Describes the effect of deleting a connection: “The values of the connection are deleted permanently.” */
export const formatDeletionEffect = (mayRevoke: boolean): string =>
  mayRevoke
    ? 'The access of the connection is revoked at the service, and its values are deleted permanently.'
    : 'The values of the connection are deleted permanently.'

/** Describes the result of deleting a connection: “The connection “Acme” was revoked and deleted.” */
export const formatDeletion = (name: string, revocation: Revocation): RevocationText => {
  switch (revocation.is) {
    case 'none':
      return { message: `The connection “${name}” was deleted.`, isWarning: false }
    case 'revoked':
      return { message: `The connection “${name}” was revoked and deleted.`, isWarning: false }
    case 'refused':
      return { message: `The connection “${name}” was deleted. ${revocation.why}`, isWarning: true }
  }
}

/**
 * Describes the result of revoking a connection without deleting it: “The access of “Acme” was revoked at the
 * service.”
 */
export const formatRevocation = (name: string, revocation: Revocation): RevocationText => {
  switch (revocation.is) {
    case 'none':
      return {
        message: `The connection “${name}” is not signed in, so there is no access to revoke.`,
        isWarning: false
      }
    case 'revoked':
      return { message: `The access of “${name}” was revoked at the service.`, isWarning: false }
    case 'refused':
      return { message: revocation.why, isWarning: true }
  }
}
