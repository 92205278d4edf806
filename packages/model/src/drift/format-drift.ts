import { dateHintFor } from '../fields/conversion-error.ts'
import { nameOfType } from '../fields/data-type.ts'
import { type DriftFinding, type DriftSighting, isDrifting, keyOfPlace, nameOfDriftPlace } from './drift.ts'

/** Properties of a difference that are needed to format it. */
type Finding = Omit<DriftFinding, 'example'>

/**
 * Returns the hint “Use the card “To Date & Time” to convert …” for received values that a card can convert. Empty
 * for all others, such as parts of records.
 */
export const dateHintOf = ({
  kind,
  root,
  output,
  seen
}: Pick<DriftSighting, 'kind' | 'root' | 'output' | 'seen'>): string =>
  kind === 'unfit' && root === 'body' && output !== null && seen !== null
    ? dateHintFor(nameOfType(seen), nameOfType(output.dataType))
    : ''

/** Formats a difference as a sentence, such as “Body.user.age is Text, but “Age” is declared as Number.”. */
export const formatDrift = (finding: Finding): string => {
  const { kind, output, seen } = finding
  const place = nameOfDriftPlace(finding)
  const found = seen === null ? 'values of several types' : nameOfType(seen)
  switch (kind) {
    case 'new':
      return `${place} is a new field (${found}) that no card uses.`
    case 'missing':
      if (!isDrifting(finding))
        return `${place} is missing in some deliveries, so ${output === null ? 'cards that use it sometimes get no value' : `“${output.label}” is sometimes empty`}.`
      return output === null
        ? `${place} is no longer sent, but a card uses it.`
        : `${place} is no longer sent, so “${output.label}” is empty.`
    case 'unfit':
      return output === null
        ? `${place} is ${found}, but a list of records is expected.`
        : `${place} is ${found}, but “${output.label}” is declared as ${nameOfType(output.dataType)}.${dateHintOf(finding)}`
  }
}

/** Formats how many of the inspected deliveries had a difference: “in 3 of 20 deliveries looked at”. */
export const formatDriftCount = ({ count }: Pick<DriftFinding, 'count'>, looked: number): string =>
  `in ${count} of ${looked === 1 ? '1 checked delivery' : `${looked} checked deliveries`}`

/**
 * Formats the number of drifting fields, as in “2 fields drift”. A path with two differences counts
 * once.
 */
export const formatDriftingFields = (findings: Pick<DriftFinding, 'root' | 'path'>[]): string => {
  const count = new Set(findings.map(keyOfPlace)).size
  return count === 1 ? '1 field drifts' : `${count} fields drift`
}
