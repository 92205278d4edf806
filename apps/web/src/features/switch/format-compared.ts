import { formatCount } from '../../kit/page/format-count.ts'

/**
 * Counts from comparing the registrations here with the list of the service. `missing` has the subscriptions
 * that the service does not list.
 */
interface ComparedCounts {
  listed: number
  fine: number
  adopted: number
  found: number
  missing: string[]
  gone: number
  early: number
}

/**
 * Describes the result of a comparison with a service: “The registrations at the service match this
 * installation.”
 */
export const formatCompared = ({
  listed,
  fine,
  adopted,
  found,
  missing,
  gone,
  early
}: ComparedCounts): string => {
  if (missing.length > 0)
    return 'The service does not list this flow’s subscription, so events may be missed. Register the flow again.'
  if (found > 0) {
    return `The service has ${formatCount(found, 'registration')} that no flow here uses. Open the overview of the connector to see the list.`
  }
  if (gone > 0) return 'Confirmed: no registration was left at the service.'
  if (early > 0)
    return 'The service does not list the registration, but the request was sent only recently. Compare again in a minute.'
  return listed > fine + adopted
    ? 'The service still has registrations that no flow here uses. Open the overview of the connector to see the list.'
    : 'The registrations at the service match this installation.'
}
