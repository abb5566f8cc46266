export const roleOptions = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'reviewer', label: 'Reviewer' },
  { value: 'admin', label: 'Admin' },
] as const;

export const roleHint = 'Viewers read, reviewers decide and run jobs, admins also manage settings and people.';
