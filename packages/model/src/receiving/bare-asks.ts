/** Why a HEAD and an OPTIONS that no rule of the card speaks of start nothing, to be read behind “since”. */
export const bareAsks = {
  HEAD: 'a HEAD request only asks whether the Event URL is there, which is answered without a rule of the card',
  OPTIONS:
    'an OPTIONS request only asks what the Event URL takes, which is answered without a rule of the card'
} as const

/** The same by the method of the request. */
export const whyBareAsks = (method: string): string => (method === 'HEAD' ? bareAsks.HEAD : bareAsks.OPTIONS)
