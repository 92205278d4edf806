import { nameOfType, shortOfType, type ValueType } from '@hookwright/model'
import { TypeMark } from '@hookwright/ui'

/** A type as icon, letters and colour. */
export const TypeOf = ({ type, letters = false }: { type: ValueType; letters?: boolean }) => (
  <TypeMark
    kind={type.kind}
    list={type.list}
    name={nameOfType(type)}
    {...(letters && { letters: shortOfType(type) })}
  />
)
