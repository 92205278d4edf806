import { Button } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { freeIdAmong } from './change-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { ParameterRow } from './parameter-row.tsx'
import type { Named } from './template.ts'

/** Minimum of a parameter that the list can show: id, name and value. */
interface Listed {
  id: string
  name: string
  value: string
}

/** Editor to add, change and remove parameters, one per row. */
export const ParameterList = <Parameter extends Listed>({
  title,
  hint,
  called,
  prefix,
  parameters,
  fresh,
  fields,
  validateAuthentication,
  placeholdersOf,
  onChange,
  before
}: {
  title: string
  hint: string
  /** Noun for one parameter, such as "Parameter". */
  called: string
  /** Prefix of the ids of new parameters. */
  prefix: string
  parameters: Parameter[]
  /** Creates a parameter with this id. */
  fresh: (id: string) => Parameter
  /** Fields that a value may refer to. */
  fields: readonly Named[]
  validateAuthentication: (id: string) => { name: string | undefined; value: string | undefined }
  placeholdersOf: (parameter: Parameter) => { name: string; value: string }
  onChange: (parameters: Parameter[]) => void
  /** Renders a control in front of the name; `put` replaces the parameter. */
  before?: (parameter: Parameter, put: (next: Parameter) => void) => ReactNode
}) => {
  const put = (next: Parameter): void =>
    onChange(parameters.map(parameter => (parameter.id === next.id ? next : parameter)))
  const add = (): void => {
    const taken = parameters.map(({ id }) => id)
    onChange([...parameters, fresh(freeIdAmong(taken, prefix))])
  }
  return (
    <EditorGroup
      title={title}
      hint={hint}
      add={
        <Button size="card" icon={<Plus aria-hidden className="size-4" />} onClick={add}>
          Add {called.toLowerCase()}
        </Button>
      }
    >
      {parameters.map((parameter, index) => (
        <ParameterRow
          key={parameter.id}
          title={called}
          number={index + 1}
          parameter={parameter}
          fields={fields}
          errors={validateAuthentication(parameter.id)}
          placeholders={placeholdersOf(parameter)}
          onChange={part => put({ ...parameter, ...part })}
          onRemove={() => onChange(parameters.toSpliced(index, 1))}
        >
          {before?.(parameter, put)}
        </ParameterRow>
      ))}
    </EditorGroup>
  )
}
