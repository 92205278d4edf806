import { formatCount } from '../../kit/page/format-count.ts'
/** Describes the "save all data" setting, and the effect of a change on stored data. */
export const formatSaveAll = (params: {
  /** Saved value of the setting. The other parameter is the value after the change. */
  before: boolean
  after: boolean
  days: number
}): { about: string; change: string | null } => {
  const { before, after, days } = params
  const for_ = formatCount(days, 'day')
  return {
    about: `Stores bodies and values for ${for_}, so that the history can show them. When off, they are erased when the last run of a delivery ends.`,
    change:
      before === after
        ? null
        : after
          ? 'Values are stored from the next run on. Erased values cannot be restored.'
          : `Stored values are kept until they are ${for_} old or cleared.`
  }
}
