import type { UploadedDocument } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { initialSchemes, partsOf, registrationsOf } from './parts.ts'
import { uploadDocument } from './upload-document.ts'

/** Choice of manual registration, which creates no registration flows. */
export const BY_HAND = 'by hand'

/** Returns the state of an OpenAPI import: the documents, the selection, and the preview. */
export const useOpenApiImport = (connectorId: Id | null) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [documents, setDocuments] = useState<UploadedDocument[]>([])
  /** Documents so far, read when concurrent uploads end. */
  const latest = useRef<UploadedDocument[]>([])
  const [reading, setReading] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [baseUrl, setBaseUrl] = useState('')
  const [schemes, setSchemes] = useState<string[]>([])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [registration, setRegistration] = useState<string | null>(null)
  const preview = useMutation(trpc.connectors.previewOpenApi.mutationOptions())
  const create = useMutation(trpc.connectors.createFromOpenApi.mutationOptions())
  const extend = useMutation(trpc.connectors.importOpenApi.mutationOptions())

  const parts = useMemo(() => partsOf(documents), [documents])
  const registrations = useMemo(() => registrationsOf(documents), [documents])

  const withDocuments = (next: UploadedDocument[]): void => {
    latest.current = next
    setDocuments(next)
    setBaseUrl(next.flatMap(({ outline }) => outline.servers)[0] ?? '')
    setSchemes(initialSchemes(next))
    setChosen(new Set())
    setRegistration(registrationsOf(next)[0]?.id ?? BY_HAND)
  }

  const addDocument = async (name: string, content: Blob): Promise<void> => {
    setReading(name)
    setRefused(null)
    try {
      const uploaded = await uploadDocument(name, content)
      withDocuments([...latest.current, uploaded])
    } catch (thrown) {
      setRefused(thrown instanceof Error ? thrown.message : faultOf(thrown).message)
    } finally {
      setReading(null)
    }
  }

  const those = parts.filter(({ id }) => chosen.has(id))
  const picksOf = (kind: 'action' | 'event') =>
    those.filter(part => part.kind === kind).map(({ document, key }) => ({ document, key }))
  const way = registrations.find(({ id }) => id === registration)
  const input = {
    documents: documents.map(({ id }) => id),
    choice: {
      operations: picksOf('action'),
      events: picksOf('event'),
      registration: way === undefined ? null : { document: way.document, key: way.key },
      ...{ schemes, baseUrl }
    }
  }

  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: trpc.connectors.pathKey() })
    await queries.invalidateQueries({ queryKey: trpc.makerFlows.pathKey() })
  }

  return {
    ...{ documents, reading, refused, addDocument },
    removeDocument: (id: string) => withDocuments(documents.filter(each => each.id !== id)),
    ...{ baseUrl, setBaseUrl, schemes, setSchemes },
    ...{ parts, chosen, setChosen, registrations, registration, setRegistration },
    /** Numbers of selected actions and events. */
    counts: { actions: input.choice.operations.length, events: input.choice.events.length },
    look: () => preview.mutateAsync({ ...input, connectorId }),
    preview: preview.data,
    fault: preview.error ?? create.error ?? extend.error,
    isLooking: preview.isPending,
    isImporting: create.isPending || extend.isPending,
    /** Creates the connector, or adds the flows to the existing one. */
    carryOut: async (name: string) => {
      const basis = preview.data?.basis ?? ''
      const made =
        connectorId === null
          ? await create.mutateAsync({ ...input, name })
          : await extend.mutateAsync({ ...input, connectorId, basis })
      await refresh()
      return made
    },
    resetFaults: () => {
      preview.reset()
      create.reset()
      extend.reset()
    }
  }
}

/** State and actions of an OpenAPI import. */
export type OpenApiImport = ReturnType<typeof useOpenApiImport>
