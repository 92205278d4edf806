import type { FaultRow } from './fault-row.ts'

/** Faults of signing in and of what one may: who somebody is. */
export const signInFaults = {
  'sign-in.needed': {
    http: 401,
    sentence: 'You are not signed in. Sign in and try again.'
  },
  'sign-in.wrong': {
    http: 401,
    sentence: 'The name or password is wrong. Check both and try again.'
  },
  'sign-in.too-many-tries': {
    http: 429,
    sentence:
      'Too many sign-in attempts with this name or from this network. Wait {minutes} minutes, then try again.'
  },
  'sign-in.unreadable': {
    http: 400,
    sentence: 'The sign-in request cannot be read because {why}. Send it again as JSON.'
  },
  'sign-in.closed': {
    http: 404,
    sentence: 'Sign-up is not available. Ask an admin to add you.'
  },

  'first-admin.wrong-code': {
    http: 401,
    sentence: 'This first-admin link is not valid. Use the newest link that the server printed at its start.'
  },
  'first-admin.exists': {
    http: 409,
    sentence: 'This installation already has an admin. Sign in, or ask an admin to add you.'
  },

  'person.name-unfit': {
    http: 400,
    sentence: 'This name cannot be used because {why}. Choose another name.'
  },
  'person.name-taken': {
    http: 409,
    sentence: 'A member named “{name}” already exists. Choose another name.'
  },
  'person.gone': {
    http: 404,
    sentence: 'This person is no longer a member. Reload the list of members.'
  },
  'person.last-admin': {
    http: 409,
    sentence:
      'Only “{name}” is an admin, and an installation needs at least one. Make someone else an admin first.'
  },
  'person.yourself': {
    http: 409,
    sentence: 'You cannot remove yourself (“{name}”). Ask another admin to do it.'
  },
  'person.own-password': {
    http: 409,
    sentence: 'You cannot reset your own password (“{name}”) here. Change it on your profile in Settings.'
  },

  'password.wrong': {
    http: 400,
    sentence: 'The current password is wrong, so nothing was changed. Type it again.'
  },
  'password.unchanged': {
    http: 400,
    sentence:
      'The new password is the same as the current one, so nothing was changed. Choose another password.'
  },
  'password.too-short': {
    http: 400,
    sentence: 'The password has fewer than {least} characters, so it is easy to guess. Choose a longer one.'
  },
  'password.too-long': {
    http: 400,
    sentence: 'The password has more than {most} characters. Choose a shorter one.'
  },
  'password.too-common': {
    http: 400,
    sentence:
      'The password is easy to guess because it consists of common words, your name or a row of keys. Choose another one, such as four unrelated words.'
  },

  'permission.denied': {
    http: 403,
    sentence: 'Your role {role} may not {act}. Ask an admin to do it or to change your role.'
  },

  'origin.refused': {
    http: 403,
    sentence:
      'The request was refused because it came from another site ({origin}). Open Hookwright at its own address.'
  }
} as const satisfies Record<string, FaultRow>
