/** Those whom no rule fits, and small groups that are not kept apart. */
export const EVERYONE_ELSE = { name: 'everyone else', audience: 'Everyone else', treatment: 'The general message' } as const;
