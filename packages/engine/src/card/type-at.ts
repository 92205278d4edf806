import { anyValue, one, type Path, type ValueType } from '@hookwright/model'

/** Returns the type at a path inside a type. `null` if the path does not exist. */
export const typeAt = (root: ValueType, path: Path): ValueType | null => {
  const [first, ...rest] = path
  if (first === undefined) return root
  if (root.list) {
    const item = root.kind === 'any' ? anyValue : one(root.kind)
    return typeof first === 'number' ? typeAt(item, rest) : null
  }
  return root.kind === 'object' || root.kind === 'any' || root.kind === 'file' ? anyValue : null
}
