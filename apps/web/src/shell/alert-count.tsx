import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { useTrpc } from '../api/use-api.tsx'
import { RailCount } from './rail-count.tsx'

/** How many alerts nobody has seen. */
export const AlertCount = ({ wide }: { wide: boolean }) => {
  const { data: count = 0 } = useQuery(useTrpc().alerts.unseen.queryOptions())
  if (count === 0) return null
  const noun = count === 1 ? 'new alert' : 'new alerts'
  const icon = <Bell aria-hidden strokeWidth={1.75} />
  return <RailCount to="/alerts" count={count} seen={`${count} ${noun}`} icon={icon} wide={wide} />
}
