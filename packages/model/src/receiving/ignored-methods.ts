/** Reasons why HEAD and OPTIONS without a matching rule start nothing, as clauses after “since”. */
export const ignoredMethods = {
  HEAD: 'a HEAD request only checks that the Event URL exists',
  OPTIONS: 'an OPTIONS request only asks for the accepted methods'
} as const

/** Returns the reason why a request is answered without a rule, by its method. */
export const whyMethodIgnored = (method: string): string =>
  method === 'HEAD' ? ignoredMethods.HEAD : ignoredMethods.OPTIONS
