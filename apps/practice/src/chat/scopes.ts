/** Permissions that an app can get in Acme Chat, with their text on the consent page. */
export const scopes = {
  'channels:read': 'See the channels',
  'messages:read': 'Read messages',
  'messages:write': 'Post messages as you',
  'members:write': 'Add members to channels'
} as const

/** Name of a scope. */
export type Scope = keyof typeof scopes

/** All scopes, separated by spaces. They are the default if an app requests no scope. */
export const allScopes = Object.keys(scopes).join(' ')

/** Returns true for the name of a scope. */
export const isScope = (name: string): name is Scope => Object.hasOwn(scopes, name)
