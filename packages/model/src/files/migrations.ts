import { isJsonObject, type Json } from '../kernel/json.ts'
import { FILE_FORMAT } from './flow-file.ts'

/** Migrations to each file format from the previous one. Empty while there is only one format. */
const migrations: Readonly<Record<number, (file: Record<string, unknown>) => Record<string, unknown>>> = {}

/** Migrates the content of a file to the current format. Returns the reason if it cannot be migrated. */
export const migrateFile = (
  value: Json,
  steps: typeof migrations = migrations,
  newest: number = FILE_FORMAT
): { ok: true; value: unknown } | { ok: false; message: string } => {
  if (!isJsonObject(value))
    return { ok: false, message: 'The file must contain keys with values, such as name: Example.' }
  const { format } = value
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    return { ok: false, message: `The key “format” is missing or not a number. Write format: ${newest}.` }
  }
  if (format > newest) {
    const message = `The file has format ${format}, but this version of Hookwright reads formats up to ${newest}. Update Hookwright, then try again.`
    return { ok: false, message }
  }
  let file: Record<string, unknown> = value
  for (let next = format + 1; next <= newest; next++) file = { ...steps[next]?.(file), format: next }
  return { ok: true, value: file }
}
