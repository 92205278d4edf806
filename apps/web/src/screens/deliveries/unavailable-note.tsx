import { usePerson } from '../../kit/page/use-person.ts'

/** Explains why data of a delivery is missing: the member is a viewer, or the data is no longer stored. */
export const UnavailableNote = ({ what }: { what: string }) => {
  const { role } = usePerson()
  return (
    <p className="text-body text-ink-2">
      {role === 'viewer'
        ? `Viewers cannot see ${what}. Ask the owner of the flow.`
        : `${what[0]?.toUpperCase()}${what.slice(1)} of this delivery is no longer stored.`}
    </p>
  )
}
