/** Reason why a HEAD and an OPTIONS that no rule of the card speaks of start nothing, to be read behind “since”. */
export const bareAsks = {
  HEAD: 'a HEAD request only checks that the Event URL exists',
  OPTIONS: 'an OPTIONS request only asks for the accepted methods'
} as const

/** Reason why a request is answered without a rule, by its method. */
export const whyBareAsks = (method: string): string => (method === 'HEAD' ? bareAsks.HEAD : bareAsks.OPTIONS)
