import { nameOfType, type ValueType } from '@hookwright/model'
import { TypeMark } from '@hookwright/ui'

/** The letters beside a type's icon, where there is room for them. */
const letters: Record<ValueType['kind'], string> = {
  text: 'Aa',
  number: '123',
  boolean: 'T/F',
  date: 'Date',
  object: 'Obj',
  file: 'File',
  any: 'Any'
}

/** A type as icon and colour, with letters where there is room. */
export const TypeOf = ({ type, long = false }: { type: ValueType; long?: boolean }) => (
  <TypeMark
    kind={type.kind}
    list={type.list}
    name={nameOfType(type)}
    {...(long && { letters: letters[type.kind] })}
  />
)
