/** Reasons why HEAD and OPTIONS without a matching rule start no run, as clauses after “since”. */
export const ignoredMethods = {
  HEAD: 'a HEAD request only checks that the Event URL exists',
  OPTIONS: 'an OPTIONS request only asks for the accepted methods'
} as const

/** Returns the reason why a HEAD or OPTIONS request starts no run, as a clause after “since”. */
export const whyMethodIgnored = (method: string): string =>
  method === 'HEAD' ? ignoredMethods.HEAD : ignoredMethods.OPTIONS
