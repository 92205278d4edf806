import type { FaultRow } from './fault-row.ts'

/** Faults of sign-in and permissions. */
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
      'The password is easy to guess because it consists of common words, your name or neighbouring keys. Choose another one, such as four unrelated words.'
  },

  'api-key.invalid': {
    http: 401,
    sentence:
      'The API key is not valid: it does not exist, or its owner is no longer a member. Create another key in Settings, under API keys.'
  },
  'api-key.expired': {
    http: 401,
    sentence: 'The API key “{name}” has expired. Create another key in Settings, under API keys.'
  },
  'api-key.revoked': {
    http: 401,
    sentence: 'The API key “{name}” was revoked. Create another key in Settings, under API keys.'
  },
  'api-key.too-many-tries': {
    http: 429,
    sentence:
      'Too many requests with API keys that are not valid came from this network. Check the key, wait {minutes} minutes, then try again.'
  },
  'api-key.not-accepted': {
    http: 403,
    sentence: 'API keys may not call {act}. Sign in with a browser to do it.'
  },
  'api-key.out-of-scope': {
    http: 403,
    sentence:
      'The API key “{name}” is limited to some connectors, and {why}. Use a key with more connectors or without this limit.'
  },
  'api-key.role-too-high': {
    http: 403,
    sentence: 'A key may not have a higher role than its owner, who is {role}. Choose {role} or a lower role.'
  },
  'api-key.bad-expiry': {
    http: 400,
    sentence: 'The expiry date {why}. Choose another date.'
  },
  'api-key.name-taken': {
    http: 409,
    sentence: 'You already have an active API key named “{name}”. Choose another name.'
  },
  'api-keys.too-many': {
    http: 409,
    sentence: 'You already have {most} active API keys. Revoke one that is no longer needed.'
  },
  'api-key.gone': {
    http: 404,
    sentence: 'This API key no longer exists. Reload the list of API keys.'
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
