import type { FaultRow } from './fault-row.ts'

/** Faults of signing in and of what one may: who somebody is. */
export const signInFaults = {
  'sign-in.needed': {
    http: 401,
    sentence: 'You are not signed in, so this is closed; sign in and try again.'
  },
  'sign-in.wrong': {
    http: 401,
    sentence:
      'This name and password do not belong together, so you were not signed in; check both and try again.'
  },
  'sign-in.too-many-tries': {
    http: 429,
    sentence:
      'There were too many tries with this name or from this network, so this one was not looked at; wait {minutes} minutes, then try again.'
  },
  'sign-in.unreadable': {
    http: 400,
    sentence: 'The request to sign in cannot be read, since {why}; send it again as JSON.'
  },
  'sign-in.closed': {
    http: 404,
    sentence: 'There is nothing at this address; new people are added by an admin inside Hookwright.'
  },

  'first-admin.wrong-code': {
    http: 401,
    sentence:
      'This first-admin link is not valid; take the newest link that the server printed when it started.'
  },
  'first-admin.exists': {
    http: 409,
    sentence: 'There is an admin already; sign in, or ask that admin to add you.'
  },

  'person.name-unfit': {
    http: 400,
    sentence: 'This name cannot be used, since {why}; choose another one.'
  },
  'person.name-taken': {
    http: 409,
    sentence: 'Someone named “{name}” exists already; choose another name.'
  },
  'person.gone': {
    http: 404,
    sentence: 'This person is not a member any more; look at the list of members again.'
  },
  'person.last-admin': {
    http: 409,
    sentence:
      'Only “{name}” is an admin, and without one nobody could run this installation; make someone else an admin first.'
  },
  'person.yourself': {
    http: 409,
    sentence:
      'You are “{name}” yourself, and nobody removes themself by accident; ask another admin to do it.'
  },
  'person.own-password': {
    http: 409,
    sentence:
      'You are “{name}” yourself, and your own password is changed with the one that you have now; do it on your profile in Settings.'
  },

  'password.wrong': {
    http: 400,
    sentence: 'This is not the password that you have now, so nothing was changed; type it again.'
  },
  'password.unchanged': {
    http: 400,
    sentence: 'The new password is the one that you have now, so nothing was changed; choose another one.'
  },
  'password.too-short': {
    http: 400,
    sentence: 'The password is shorter than {least} characters, so it is easy to guess; choose a longer one.'
  },
  'password.too-long': {
    http: 400,
    sentence: 'The password is longer than {most} characters, the most that is taken; choose a shorter one.'
  },
  'password.too-common': {
    http: 400,
    sentence:
      'The password is made of well-known words, your name or a row of keys, so it is easy to guess; choose another one, such as four words that do not belong together.'
  },

  'permission.denied': {
    http: 403,
    sentence: 'Your role {role} may not {act}; ask an admin to do it or to change your role.'
  },

  'origin.refused': {
    http: 403,
    sentence:
      'The request came from another page or host ({origin}), so it was refused; open Hookwright at its own address.'
  }
} as const satisfies Record<string, FaultRow>
