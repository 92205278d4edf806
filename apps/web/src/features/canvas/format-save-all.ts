import { formatCount } from '../../kit/page/format-count.ts'
/**
 * Returns the help text of the setting “save all data” (`about`), and how a change affects stored data
 * (`change`).
 */
export const formatSaveAll = (params: {
  /** Saved value of the setting. The other parameter is the value after the change. */
  before: boolean
  after: boolean
  days: number
}): { about: string; change: string | null } => {
  const { before, after, days } = params
  const for_ = formatCount(days, 'day')
  return {
    about: `Stores request bodies and values for ${for_}, so that the history can show them. When off, bodies and values are erased when the last run of a delivery ends.`,
    change:
      before === after
        ? null
        : after
          ? 'Values are stored starting with the next run. Erased values cannot be restored.'
          : `Values that are already stored are kept for ${for_}, unless you clear them earlier.`
  }
}
