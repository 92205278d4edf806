import type { FieldUses } from '@hookwright/cards/views'
import type { FieldId, FieldRole } from '@hookwright/model'
import { useQueries } from '@tanstack/react-query'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import type { Canvas } from './canvas.ts'

/** Maximum number of fields in one query. */
const AT_ONCE = 200

/** Splits a list of fields into parts that fit into one query. */
export const inParts = (fields: readonly FieldId[]): FieldId[][] =>
  Array.from({ length: Math.ceil(fields.length / AT_ONCE) }, (_, part) =>
    fields.slice(part * AT_ONCE, (part + 1) * AT_ONCE)
  )

/**
 * Returns the cards in other flows that use these fields of the open flow. While the query is loading or has
 * failed, returns that state.
 */
export const useFieldUses = (canvas: Canvas, of: FieldRole, fields: readonly FieldId[]): FieldUses => {
  const trpc = useTrpc()
  return useQueries({
    queries: inParts(fields).map(part => ({
      ...trpc.makerFlows.fieldUses.queryOptions({ flowId: canvas.flowId, of, fields: part }),
      staleTime: 0
    })),
    combine: (parts): FieldUses => {
      const failed = parts.find(part => part.isError)
      if (failed !== undefined) return { is: 'failed', why: faultOf(failed.error).message }
      if (parts.some(part => part.isPending)) return { is: 'loading' }
      return { is: 'known', uses: parts.flatMap(part => part.data ?? []) }
    }
  })
}
