/** Version character at the start of a token. */
const TOKEN_VERSION = 'h'

/**
 * Pattern of a token: a version character and 43 characters of base64url, which are 256 random
 * bits.
 */
const tokenGrammar = /^h[A-Za-z0-9_-]{43}$/

/** Returns true for a text in the format of a token, whether known or not. */
export const isToken = (text: string): boolean => tokenGrammar.test(text)

/** Returns the token for 43 characters of base64url, the text form of 32 random bytes. */
export const tokenOf = (random: string): string => `${TOKEN_VERSION}${random}`

/** Returns the Event URL of a token at a public URL without a trailing slash. */
export const eventUrlOf = (publicUrl: string, token: string): string => `${publicUrl}/e/${token}`

/** Returns the URL of an API endpoint with this token, at a public URL without a trailing slash. */
export const endpointUrlOf = (publicUrl: string, token: string): string => `${publicUrl}/a/${token}`

/** Masks all but the last four characters of the token in an Event URL. */
export const maskEventUrl = (eventUrl: string): string => eventUrl.replace(/\/e\/.*(.{4})$/, '/e/…$1')
