import { Authentication, FIRST_METHOD, MethodName, methodsOf, noAuthentication } from '@hookwright/model'
import { type AuthenticationDraft, authenticationDraftOf } from './authentication-draft.ts'
import { clientSecretIn } from './read-code-draft.ts'
import { authenticationOf, type FieldErrors, validateAuthentication } from './read-draft.ts'

/** Form values of an authentication method. */
export interface MethodDraft {
  id: string
  /** Name of the method. It may be empty if there is only one method. */
  name: string
  authentication: AuthenticationDraft
}

/** Form values of a connector's methods, at least one. */
export type MethodDrafts = [MethodDraft, ...MethodDraft[]]

/** Key of the form's error about the name of a method, in `FieldErrors`. */
export const METHOD_NAME = 'method.name'

/** Returns the form values for the methods of an authentication. */
export const methodDraftsOf = (authentication: Authentication): MethodDrafts => {
  const draftOf = (method: ReturnType<typeof methodsOf>[number]): MethodDraft => ({
    id: method.id,
    name: method.name ?? '',
    authentication: authenticationDraftOf(method)
  })
  const [first, ...others] = methodsOf(authentication)
  return [draftOf(first), ...others.map(draftOf)]
}

/**
 * Adds a blank method with a new id. Ids are never reused, since connections of a removed method still refer
 * to its id. The field ids are unique among all methods.
 */
export const addMethod = (methods: MethodDrafts, newId: () => string): MethodDrafts => {
  const id = newId()
  return [...methods, { id, name: '', authentication: authenticationDraftOf({ ...noAuthentication, id }) }]
}

/** Removes a method; the last one stays. */
export const removeMethod = (methods: MethodDrafts, id: string): MethodDrafts => {
  const [first, ...others] = methods.filter(method => method.id !== id)
  return first === undefined ? methods : [first, ...others]
}

/** Changes a part of a method. */
export const changeMethod = (
  methods: MethodDrafts,
  id: string,
  part: Partial<Omit<MethodDraft, 'id'>>
): MethodDrafts => {
  const change = (method: MethodDraft): MethodDraft => (method.id === id ? { ...method, ...part } : method)
  const [first, ...others] = methods
  return [change(first), ...others.map(change)]
}

const nameErrorOf = ({ id, name }: MethodDraft, methods: MethodDrafts): string | null => {
  if (methods.length === 1) return null
  const read = MethodName.safeParse(name)
  if (!read.success) return read.error.issues[0]?.message ?? ''
  const isTaken = methods.some(
    other => other.id !== id && other.name.trim().toLowerCase() === read.data.toLowerCase()
  )
  return isTaken ? `Two methods are named “${read.data}”. Rename one of them.` : null
}

/** Returns the errors of the methods, by method id and field. */
export const validateMethods = (methods: MethodDrafts): Record<string, FieldErrors> =>
  Object.fromEntries(
    methods.map(method => {
      const name = nameErrorOf(method, methods)
      return [
        method.id,
        { ...validateAuthentication(method.authentication), ...(name !== null && { [METHOD_NAME]: name }) }
      ]
    })
  )

/** Converts valid methods to an authentication. A single method has no id or name. */
export const authenticationOfMethods = (methods: MethodDrafts): Authentication => {
  const [first, ...others] = methods
  const named = ({ id, name, authentication }: MethodDraft) => ({
    ...authenticationOf(authentication),
    id,
    name: name.trim()
  })
  if (others.length === 0) {
    const { id, name } = first
    return Authentication.parse({
      ...authenticationOf(first.authentication),
      // Connections that use it keep it.
      ...(id !== FIRST_METHOD && { id }),
      ...(name.trim() !== '' && { name: name.trim() })
    })
  }
  return Authentication.parse({ ...named(first), others: others.map(named) })
}

/** Returns the typed client secrets, by client id. */
export const clientSecretsIn = (methods: MethodDrafts): { clientId: string; secret: string }[] =>
  methods.flatMap(({ authentication }) => clientSecretIn(authentication) ?? [])
