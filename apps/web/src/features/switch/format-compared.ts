/** Counts of a comparison with a service. */
interface Came {
  listed: number
  fine: number
  adopted: number
  found: number
  missing: string[]
  gone: number
  early: number
}

/** Describes the result of a comparison in one sentence. */
export const formatCompared = ({ listed, fine, adopted, found, missing, gone, early }: Came): string => {
  if (missing.length > 0)
    return 'The service does not list this flow’s subscription, so events may be missed until it is registered anew.'
  if (found > 0) {
    const what = found === 1 ? 'One registration stands' : `${found} registrations stand`
    return `${what} at the service that nothing here owns; its connector’s overview lists what was found.`
  }
  if (gone > 0) return 'What may have been left at the service is gone for sure.'
  if (early > 0)
    return 'The service does not list what may have been left, but was asked for it a moment ago and may come to have it still; compare again in a minute.'
  return listed > fine + adopted
    ? 'What stands at the service and nothing here owns was found before; its connector’s overview lists it.'
    : 'The service has what it should have, and nothing else of ours.'
}
