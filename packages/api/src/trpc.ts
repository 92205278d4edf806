import type { Backend } from '@hookwright/backend'
import { Fault, type FaultData, httpStatusOf, toFault } from '@hookwright/model'
import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { isAct, mayCall, type Person, type Role } from './permissions.ts'

/** Where this installation and what belongs to it can be reached. */
export interface Installation {
  publicUrl: string
  /** The practice service, when it runs. */
  practiceUrl: string | null
}

/** What a request brings along. */
export interface Context {
  person: Person | null
  backend: Backend
  people: { add: (given: { name: string; password: string; role: Role }) => Promise<Person> }
  installation: Installation
}

const codes = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
  504: 'GATEWAY_TIMEOUT'
} as const

/** The one place where a fault becomes a tRPC error. */
const asTrpcError = (fault: Fault): TRPCError => {
  const status = httpStatusOf(fault.code)
  const code =
    Object.entries(codes).find(([known]) => Number(known) === status)?.[1] ?? 'INTERNAL_SERVER_ERROR'
  return new TRPCError({ code, message: fault.message, cause: fault })
}

/** The fault behind an error: a wrong input is one too, its first issue being the sentence. */
const faultBehind = (cause: unknown): FaultData => {
  if (!(cause instanceof ZodError)) return toFault(cause).toData()
  const [issue] = cause.issues
  const place = issue?.path.join('.') ?? ''
  const what = `${issue?.message ?? 'The input cannot be read.'}${place === '' ? '' : ` (at ${place})`}`
  return new Fault('input.invalid', { what }).toData()
}

const t = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => {
    const fault = faultBehind(error.cause ?? error)
    const known = error.cause instanceof Fault || error.cause instanceof ZodError
    return {
      ...shape,
      message: known ? fault.message : shape.message,
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, fault }
    }
  }
})

export const { router, createCallerFactory } = t

/** Stands before every procedure: signed in, a row in the table, a role that may. Faults become tRPC errors here. */
export const procedure = t.procedure.use(async ({ ctx, path, next }) => {
  const { person } = ctx
  if (person === null) throw asTrpcError(new Fault('sign-in.needed'))
  if (!isAct(path) || !mayCall(person.role, path)) {
    throw asTrpcError(new Fault('permission.denied', { role: person.role, act: `call ${path}` }))
  }
  const result = await next({ ctx: { ...ctx, person } })
  if (!result.ok && result.error.cause instanceof Fault) throw asTrpcError(result.error.cause)
  return result
})
