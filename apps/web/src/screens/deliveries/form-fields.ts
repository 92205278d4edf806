import type { Json } from '@hookwright/model'
import { formatSize } from '../../features/history/format-time.ts'

/** Returns true for the content type of a form. Its fields are stored by name. */
const isForm = (contentType: string): boolean =>
  /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(contentType)

/** One field of a form; a repeated name has several. */
export interface FormField {
  name: string
  value: string
  /** Description of an uploaded file; its bytes are not shown as a value. */
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

/** Returns the fields of a form body in order; null for a body that is not a form or cannot be parsed. */
export const formFieldsOf = (contentType: string, body: Json): FormField[] | null => {
  if (!isForm(contentType) || typeof body !== 'object' || body === null || Array.isArray(body)) return null
  return Object.entries(body).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map(each => fieldOf(name, each)) : [fieldOf(name, value)]
  )
}
