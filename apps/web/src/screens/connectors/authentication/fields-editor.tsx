import { Button } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import type { AuthenticationDraft } from './authentication-draft.ts'
import { addField, changeField, moveField, ownFieldIds, removeField } from './change-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { FieldEditor } from './field-editor.tsx'
import { type FieldErrors, placeOf } from './read-draft.ts'

/** Editor of the fields of a connection. */
export const FieldsEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const own = ownFieldIds(draft)
  const last = draft.fields.length - 1
  return (
    <EditorGroup
      title="Fields"
      hint="Fields that users fill in for a new connection, and configuration values. Passwords are encrypted and never shown again."
      add={
        <Button
          size="card"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => onChange(addField(draft))}
        >
          Add field
        </Button>
      }
    >
      {draft.fields.map((field, index) => (
        <FieldEditor
          key={field.id}
          field={field}
          isOwn={own.includes(field.id)}
          labelError={errors[placeOf.fieldLabel(field.id)]}
          rowsError={errors[placeOf.fieldRows(field.id)]}
          flowError={errors[placeOf.fieldFlow(field.id)]}
          onChange={change => onChange(changeField(draft, field.id, change))}
          onRemove={() => onChange(removeField(draft, field.id))}
          onUp={index === 0 ? null : () => onChange(moveField(draft, field.id, -1))}
          onDown={index === last ? null : () => onChange(moveField(draft, field.id, 1))}
        />
      ))}
    </EditorGroup>
  )
}
