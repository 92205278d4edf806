/** Describes the requests received at the Event URL of a dry run, in one sentence. */
export const sayWhatCame = (came: { arrived: number; handshakes: number; refused: number }): string => {
  const { arrived, handshakes, refused } = came
  const requests = arrived === 1 ? 'One request' : `${arrived} requests`
  const parts = [
    handshakes > 0 && `${handshakes === 1 ? 'one handshake' : `${handshakes} handshakes`} answered`,
    refused > 0 && `${refused} refused by the rules of Receiving`
  ].filter(part => part !== false)
  return `${requests} came to its Event URL${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`
}
