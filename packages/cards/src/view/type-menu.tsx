import { type DataType, dataKinds, nameOfType } from '@hookwright/model'
import { Menu, type MenuGroups, useReadOnly } from '@hookwright/ui'
import { TypeName, TypeOf } from './type-name.tsx'

/** Data type with a menu of the six types, each also as a list. Read-only fields have no menu. */
export const TypeMenu = ({
  label,
  type,
  onType
}: {
  /** Label of the field that has this type. */
  label: string
  type: DataType
  onType: (type: DataType) => void
}) => {
  const readOnly = useReadOnly()
  const groups: MenuGroups = [
    dataKinds.map(kind => ({
      id: kind,
      label: nameOfType({ kind, list: false }),
      icon: <TypeOf type={{ kind, list: false }} />,
      checked: kind === type.kind,
      run: () => onType({ kind, list: type.list })
    })),
    [{ id: 'list', label: 'List', checked: type.list, run: () => onType({ ...type, list: !type.list }) }]
  ]
  if (readOnly) return <TypeName type={type} />
  return (
    <Menu
      groups={groups}
      trigger={
        <button
          type="button"
          aria-label={`Data type of ${label}: ${nameOfType(type)}`}
          className="nodrag inline-flex h-6 min-w-6 shrink-0 items-center justify-center rounded-xs px-1 hover:bg-hover"
        >
          <TypeOf type={type} />
        </button>
      }
    />
  )
}
