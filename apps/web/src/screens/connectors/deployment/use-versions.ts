import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useTrpc } from '../../../kit/api/use-api.tsx'

type Outputs = inferRouterOutputs<AppRouter>['versions']

/** A version with the name of the person who created it. */
export type VersionView = Outputs['list'][number]

/** A deployment of a version. */
export type DeploymentView = Outputs['deployments'][number]

/** Returns the versions of a connector, newest first. */
export const useVersions = (connectorId: Id): VersionView[] =>
  useSuspenseQuery(useTrpc().versions.list.queryOptions({ connectorId })).data

/** Returns the deployed version, if any. */
export const deployedOf = (versions: readonly VersionView[]): VersionView | undefined =>
  versions.find(({ status }) => status === 'deployed')

/** Returns the mutations of versions; each refetches all queries about them. */
export const useVersionActs = () => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const onSuccess = async () => {
    void queryClient.invalidateQueries({ queryKey: trpc.connectors.tallies.queryKey() })
    await queryClient.invalidateQueries({ queryKey: trpc.versions.pathKey() })
  }
  return {
    create: useMutation(trpc.versions.create.mutationOptions({ onSuccess })),
    deploy: useMutation(trpc.versions.deploy.mutationOptions({ onSuccess })),
    setVisible: useMutation(trpc.versions.setVisible.mutationOptions({ onSuccess }))
  }
}
