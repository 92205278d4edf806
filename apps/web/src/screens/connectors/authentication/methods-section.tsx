import { methodLimits } from '@hookwright/model'
import { Button, TextField } from '@hookwright/ui'
import { Plus, Trash2 } from 'lucide-react'
import { newId } from '../../../kit/page/new-id.ts'
import { AUTHENTICATION, Section } from '../overview/section.tsx'
import { AuthenticationSection } from './authentication-section.tsx'
import { addMethod, changeMethod, METHOD_NAME, type MethodDrafts, removeMethod } from './methods-draft.ts'
import type { FieldErrors } from './read-draft.ts'

/** Sections of a connector's authentication methods. Each connection uses one of them. */
export const MethodsSection = ({
  methods,
  errors,
  onChange
}: {
  methods: MethodDrafts
  errors: Record<string, FieldErrors>
  onChange: (methods: MethodDrafts) => void
}) => {
  const isAlone = methods.length === 1
  return (
    <>
      {methods.map(({ id, name, authentication }, index) => (
        <Section
          key={id}
          anchor={index === 0 ? AUTHENTICATION : undefined}
          title={isAlone ? 'Authentication' : `Authentication: ${name.trim() || `method ${index + 1}`}`}
          lead={
            isAlone
              ? 'How requests to the service are authenticated.'
              : 'One of the methods that users choose from when they create a connection.'
          }
        >
          {!isAlone && (
            <div className="flex items-start gap-2">
              <div className="min-w-0 grow">
                <TextField
                  label="Method name"
                  required
                  autoComplete="off"
                  maxLength={methodLimits.name}
                  value={name}
                  error={errors[id]?.[METHOD_NAME]}
                  onValueChange={next => onChange(changeMethod(methods, id, { name: next }))}
                  description="Shown in the form of a new connection."
                />
              </div>
              <Button
                className="mt-6"
                icon={<Trash2 aria-hidden className="size-4" strokeWidth={1.75} />}
                aria-label={`Remove the method ${name.trim() || index + 1}`}
                onClick={() => onChange(removeMethod(methods, id))}
              >
                Remove
              </Button>
            </div>
          )}
          <AuthenticationSection
            draft={authentication}
            errors={errors[id] ?? {}}
            onChange={next => onChange(changeMethod(methods, id, { authentication: next }))}
          />
        </Section>
      ))}
      {methods.length < methodLimits.methods && (
        <div>
          <Button
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => onChange(addMethod(methods, newId))}
          >
            Add authentication method
          </Button>
        </div>
      )}
    </>
  )
}
