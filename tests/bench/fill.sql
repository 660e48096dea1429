-- 200,000 cases and 1,000,000 tasks of nobody, spread over the demo's branches.
INSERT INTO member (id, name, sex, ethnicity, education, standing, joined, id_number_sealed, id_number_index,
    phone_sealed, branch, recorded_at)
  SELECT gen_random_uuid(), '测试' || n, '男', '', '', 'FULL', '', 's1.x.x', 'bench' || n, 's1.x.x', 'x', now()
  FROM generate_series(1, :cases) n;

INSERT INTO mobility_case (id, number, version, member_id, status, is_open, policy, classification_source, advice,
    home_branch, home_path, home_committee, home_department, host_region, host_region_name, host_name,
    host_on_platform, host_branch_name, host_contact, attempt, reason, abroad, declared_on, leaves_on, queries,
    may_object, contact_version, returns_called_off)
  SELECT gen_random_uuid(), 'bench-' || m.n, 1, m.id, (ARRAY['ELIGIBLE','DEPARTED','REPORTED','ACTIVE'])[1 + m.n % 4],
    true, '', '', '', o.code, o.path, NULL, NULL, '341181', '', '', true, '', '', 1, 'work', false,
    current_date, current_date, 0, false, 0, 0
  FROM (SELECT id, row_number() OVER () n FROM member WHERE id_number_index LIKE 'bench%') m
  JOIN (SELECT code, path, row_number() OVER () n, count(*) OVER () total FROM organisation WHERE kind = 'BRANCH') o
    ON o.n = 1 + m.n % o.total;

INSERT INTO task (id, kind, case_id, case_label, occurrence, holder, holder_path, role, since, due_on,
    budget_working_days, policy, plan, pauses, status, late, opened_at)
  SELECT gen_random_uuid(), (ARRAY['BRIEF_MEMBER','REQUEST_CERTIFICATE','CONTACT_MEMBER','REPORT_AT_HOST',
    'ISSUE_CERTIFICATE'])[1 + k], c.id, c.number, 'bench' || k, c.home_branch, c.home_path, 'branch_secretary',
    current_date, current_date + (k * 7 + (random() * 30)::int), 5, '', '{}', '[]', 'OPEN', false, now()
  FROM mobility_case c, generate_series(0, :per_case - 1) k WHERE c.number LIKE 'bench-%';

ANALYZE;
