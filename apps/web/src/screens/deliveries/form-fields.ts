import type { Json } from '@hookwright/model'
import { formatSize } from '../../features/history/format-time.ts'

/** Returns true for the content type of a form. The body of a form is stored as fields by name. */
const isForm = (contentType: string): boolean =>
  /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(contentType)

/** Field of a form. A repeated name results in several fields. */
export interface FormField {
  name: string
  value: string
  /** Description of an uploaded file; null for a text field. The file's content is not shown. */
  file: string | null
}

const fieldOf = (name: string, value: Json): FormField => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { name, value: typeof value === 'string' ? value : JSON.stringify(value), file: null }
  }
  const { name: fileName, type, size } = value
  const about = [typeof type === 'string' ? type : '', typeof size === 'number' ? formatSize(size) : '']
  return { name, value: String(fileName ?? ''), file: about.filter(part => part !== '').join(' · ') }
}

/** Returns the fields of a form body in order; null if the body is not a form or cannot be parsed. */
export const formFieldsOf = (contentType: string, body: Json): FormField[] | null => {
  if (!isForm(contentType) || typeof body !== 'object' || body === null || Array.isArray(body)) return null
  return Object.entries(body).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map(each => fieldOf(name, each)) : [fieldOf(name, value)]
  )
}
