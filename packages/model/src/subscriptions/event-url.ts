/** The version character in front of a token's random part. */
const TOKEN_VERSION = 'h'

/** A token: one version character and 43 of base64url, which is 256 random bits. */
const tokenGrammar = /^h[A-Za-z0-9_-]{43}$/

/** True when a text has the form of a token; says nothing about whether it was ever minted. */
export const isToken = (text: string): boolean => tokenGrammar.test(text)

/** The token for 43 characters of base64url, the text form of 32 random bytes. */
export const tokenOf = (random: string): string => `${TOKEN_VERSION}${random}`

/** The Event URL of a token at a public URL without a slash at its end. */
export const eventUrlOf = (publicUrl: string, token: string): string => `${publicUrl}/e/${token}`

/** The address of an API endpoint with this token, at a public URL without a slash at its end. */
export const endpointUrlOf = (publicUrl: string, token: string): string => `${publicUrl}/a/${token}`

/** An Event URL with all but the last four characters of its token hidden. */
export const maskEventUrl = (eventUrl: string): string => eventUrl.replace(/\/e\/.*(.{4})$/, '/e/…$1')
