import { type FieldId, isJsonObject, isReservedName, nameOfPath, type Path } from '@hookwright/model'
import { type MappedOutputs, recordsIn } from './output-values.ts'
import { type MappingEnds, rootOf } from './proposed-output.ts'

/** Maximum number of suggested paths. */
const MOST = 500

/**
 * Returns the paths to all values in a sample, at any depth, in document order. Only the first item of a list
 * is followed.
 */
export const pathsInSample = (sample: unknown): string[] => {
  const found: string[] = []
  const visit = (value: unknown, path: Path): void => {
    if (found.length >= MOST) return
    if (path.length > 0) found.push(nameOfPath(path))
    if (Array.isArray(value)) {
      if (value.length > 0) visit(value[0], [...path, 0])
    } else if (isJsonObject(value)) {
      for (const [key, part] of Object.entries(value))
        if (key !== '' && !isReservedName(key)) visit(part, [...path, key])
    }
  }
  visit(sample, [])
  return found
}

/**
 * Returns the value that the paths of outputs start from: the body of a sample or, in Run mode, its first
 * record.
 */
export const sourceOfPaths = (
  draft: MappedOutputs,
  ends: MappingEnds,
  sample: Record<FieldId, unknown>
): unknown => {
  if (!draft.runMode) return sample[rootOf(ends).field]
  return recordsIn(draft, new Map([[ends.start, sample]])).records[0]
}
