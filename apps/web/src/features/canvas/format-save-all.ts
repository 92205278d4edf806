/** Describes the "save all data" setting, and what changing it means for stored data. */
export const formatSaveAll = (given: {
  /** The saved value, and the value after the change. */
  before: boolean
  after: boolean
  /** Retention period of values in days. */
  days: number
}): { about: string; change: string | null } => {
  const { before, after, days } = given
  const for_ = `${days} ${days === 1 ? 'day' : 'days'}`
  return {
    about: `Bodies and values are kept for ${for_}, so that history can show them. Without it they are erased when the last run of a delivery ends; a run on hold keeps them until it has ended.`,
    change:
      before === after
        ? null
        : after
          ? 'From the next run that ends on, values are kept. What was erased does not come back.'
          : `What is kept already stays until it is ${for_} old, or until it is cleared.`
  }
}
