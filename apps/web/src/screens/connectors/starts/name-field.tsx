import { isConnectorNameTaken, validateConnectorName } from '@hookwright/model'
import { TextField } from '@hookwright/ui'
import type { RefObject } from 'react'

/** Name field of a new connector, validated while typing. */
export const NameField = ({
  ref,
  name,
  taken,
  touched,
  placeholder,
  onName
}: {
  ref: RefObject<HTMLInputElement | null>
  name: string
  /** Names of the other connectors. */
  taken: readonly string[]
  /** True after the first input; errors are shown only then. */
  touched: boolean
  placeholder?: string
  onName: (name: string) => void
}) => (
  <TextField
    ref={ref}
    label="Name"
    required
    autoComplete="off"
    placeholder={placeholder}
    value={name}
    onValueChange={onName}
    error={touched ? validateConnectorName(name, taken) : null}
    description="Use letters, digits, spaces, - and _. The connector’s permanent key is made from the name."
  />
)

/** Returns the reason why a connector cannot be created with a name; null for a valid name. */
export const blockedByName = (name: string, taken: readonly string[]): string | null => {
  if (name === '') return 'Enter a name to create the connector.'
  return validateConnectorName(name, taken) === null ? null : 'Correct the name to create the connector.'
}

/** Returns the requested name; if it is taken, with a number: “Acme 2”. */
export const freeName = (wanted: string, taken: readonly string[]): string => {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} ${number}`
    if (!isConnectorNameTaken(name, taken)) return name
  }
}
