import { flawOfConnectorName } from '@hookwright/model'
import { TextField } from '@hookwright/ui'
import type { RefObject } from 'react'

/** The name of a new connector, checked while it is typed. */
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
  /** True once something was typed, from when on a flaw is shown. */
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
    error={touched ? flawOfConnectorName(name, taken) : null}
    description="Letters, digits, spaces, - and _. The permanent key of the connector is derived from it."
  />
)

/** Returns a name that is free: the wanted one, or the first with a number that is. */
export const freeName = (wanted: string, taken: readonly string[]): string => {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} ${number}`
    if (flawOfConnectorName(name, taken)?.includes('already exists') !== true) return name
  }
}
