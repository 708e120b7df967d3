-- What somebody who knows DuckDB well would write by hand for these rules on these lists: the same findings, the same
-- facts and the same source rows as the engine gives for the population, without links that need scoring, without
-- worlds of doubt, without a policy pack. The limit that the engine is measured against.

CREATE TABLE reg AS
SELECT *,
       MAKE_DATE(CAST(SUBSTR(id_no_id18, 7, 4) AS INTEGER), CAST(SUBSTR(id_no_id18, 11, 2) AS INTEGER),
                 CAST(SUBSTR(id_no_id18, 13, 2) AS INTEGER)) AS id_born,
       COALESCE(id_born, birth_date) AS born,
       CAST(DATE_SUB('year', born, DATE '2026-10-31') AS BIGINT) AS age,
       CASE WHEN id_no_id18 IS NULL THEN NULL
            WHEN CAST(SUBSTR(id_no_id18, 17, 1) AS INTEGER) % 2 = 1 THEN '男' ELSE '女' END AS id_sex
FROM list_registered;

-- every row of a list with the registered row it is about
CREATE TABLE enrolment_of AS SELECT r.row_id AS k, l.row_id, l.year, l.status
FROM reg r JOIN list_medical_enrolment l ON l.id_no_id18 = r.id_no_id18;
CREATE TABLE claim_of AS SELECT r.row_id AS k, r.household_no, l.row_id, l.self_paid
FROM reg r JOIN list_medical_claims l ON l.id_no_id18 = r.id_no_id18
WHERE l.settled_on > DATE '2025-10-31' AND l.settled_on <= DATE '2026-10-31';
CREATE TABLE student_of AS SELECT r.row_id AS k, l.row_id, l.status
FROM reg r JOIN list_students l ON l.id_no_id18 = r.id_no_id18;
CREATE TABLE certificate_of AS SELECT r.row_id AS k, r.household_no, l.row_id, l.grade, l.issued_on
FROM reg r JOIN list_disability l ON l.id_no_id18 = r.id_no_id18 WHERE l.status NOT LIKE '%注销%';
CREATE TABLE payment_of AS SELECT r.row_id AS k, l.row_id, l.kind, l.month
FROM reg r JOIN list_allowances l ON l.id_no_id18 = r.id_no_id18;
CREATE TABLE death_of AS SELECT r.row_id AS k, l.row_id, l.died_on
FROM reg r JOIN list_deaths l ON l.id_no_id18 = r.id_no_id18;
CREATE TABLE vehicle_of AS SELECT r.row_id AS k, r.household_no, l.row_id, l.price
FROM reg r JOIN list_vehicles l ON l.id_no_id18 = r.id_no_id18
WHERE l.registered_on > DATE '2023-10-31' AND l.registered_on <= DATE '2026-10-31';
CREATE TABLE examination_of AS SELECT * FROM (
    SELECT r.household_no, l.row_id, l.grade, l.repaired,
           RANK() OVER (PARTITION BY r.household_no ORDER BY l.examined_on DESC) AS place
    FROM reg r JOIN list_housing l ON l.head_id_no_id18 = r.id_no_id18 WHERE l.examined_on <= DATE '2026-10-31'
) WHERE place = 1 AND grade IN ('C', 'D') AND NOT COALESCE(repaired, FALSE);

CREATE TABLE p AS
SELECT r.*,
       e.k IS NOT NULL AS enrolled, COALESCE(e.insured, FALSE) AS insured,
       COALESCE(s.suspected, FALSE) AS suspected, COALESCE(s.at_school, FALSE) AS at_school,
       c.k IS NOT NULL AS certified, COALESCE(c.severe, FALSE) AS severe, COALESCE(c.newly, FALSE) AS newly_severe,
       COALESCE(a.care, FALSE) AS care_paid, d.k IS NOT NULL AS dead, d.died_on, COALESCE(x.number, 0) AS after_death,
       r.age BETWEEN 6 AND 15 AND (COALESCE(s.suspected, FALSE)
           OR (r.school_status IS NULL AND NOT r.health LIKE '%残疾%' AND NOT COALESCE(s.at_school, FALSE))) AS dropout,
       d.k IS NULL AND NOT COALESCE(e.insured, FALSE) AS uninsured,
       r.relation IN ('之子', '之女婿', '之孙子', '之外孙子', '之父', '之岳父', '之祖父', '之兄弟', '之侄儿') AS says_man,
       r.relation IN ('之女', '之儿媳', '之孙女', '之外孙女', '之母', '之岳母', '之祖母', '之姐妹', '之侄女') AS says_woman
FROM reg r
LEFT JOIN (SELECT k, BOOL_OR(status IN ('正常', '正常参保')) AS insured FROM enrolment_of WHERE year = 2026 GROUP BY k) e
       ON e.k = r.row_id
LEFT JOIN (SELECT k, BOOL_OR(status = '疑似辍学') AS suspected, BOOL_OR(status IN ('在校', '送教上门')) AS at_school
           FROM student_of GROUP BY k) s ON s.k = r.row_id
LEFT JOIN (SELECT k, BOOL_OR(grade IN ('1', '2')) AS severe,
                  BOOL_OR(grade IN ('1', '2') AND issued_on > DATE '2025-10-31' AND issued_on <= DATE '2026-10-31') AS newly
           FROM certificate_of GROUP BY k) c ON c.k = r.row_id
LEFT JOIN (SELECT k, BOOL_OR(kind = '重度残疾人护理补贴' AND month > 2026 * 12 + 9 - 3 AND month <= 2026 * 12 + 9) AS care
           FROM payment_of GROUP BY k) a ON a.k = r.row_id
LEFT JOIN (SELECT k, MIN(died_on) AS died_on FROM death_of GROUP BY k) d ON d.k = r.row_id
LEFT JOIN (SELECT o.k, COUNT(*) AS number FROM payment_of o
           JOIN (SELECT k, MIN(died_on) AS died_on FROM death_of GROUP BY k) g ON g.k = o.k
           WHERE o.month > YEAR(g.died_on) * 12 + MONTH(g.died_on) - 1 GROUP BY o.k) x ON x.k = r.row_id;

CREATE TABLE h AS
SELECT o.*, m.* EXCLUDE (household_no),
       COALESCE(v.highest, NULL) AS vehicle_highest, COALESCE(b.total, 0) AS self_paid_total, n.number AS same_phone,
       u.household_no IS NOT NULL AS unsafe, u.grade AS unsafe_grade,
       o.monitor_kind IS NOT NULL AND NOT COALESCE(o.risk_removed, FALSE) AS active,
       o.monitor_kind IS NOT NULL AND COALESCE(o.risk_removed, FALSE) AS removed,
       2026 * 12 + 9 - o.identified_on AS months_since,
       o.income_wage + o.income_business + o.income_property + o.income_transfer - o.business_cost AS net,
       COALESCE(o.measure_industry, o.measure_work, o.measure_finance, o.measure_public_post, o.measure_health,
                o.measure_education, o.measure_safety_net, o.measure_housing, o.measure_water, o.measure_social) IS NULL
           AS without_measure
FROM (
    -- the number of the household is judged on its first row
    SELECT household_no, MIN(row_id) AS first_row, MIN_BY(household_phone, row_id) AS household_phone,
           MIN_BY(household_size, row_id) AS household_size, MIN_BY(monitor_kind, row_id) AS monitor_kind,
           MIN_BY(risk_removed, row_id) AS risk_removed, MIN_BY(identified_on, row_id) AS identified_on,
           MIN_BY(income_wage, row_id) AS income_wage, MIN_BY(income_business, row_id) AS income_business,
           MIN_BY(income_property, row_id) AS income_property, MIN_BY(income_transfer, row_id) AS income_transfer,
           MIN_BY(business_cost, row_id) AS business_cost, MIN_BY(income_per_capita, row_id) AS income_per_capita,
           MIN_BY(measure_industry, row_id) AS measure_industry, MIN_BY(measure_work, row_id) AS measure_work,
           MIN_BY(measure_finance, row_id) AS measure_finance, MIN_BY(measure_public_post, row_id) AS measure_public_post,
           MIN_BY(measure_health, row_id) AS measure_health, MIN_BY(measure_education, row_id) AS measure_education,
           MIN_BY(measure_safety_net, row_id) AS measure_safety_net, MIN_BY(measure_housing, row_id) AS measure_housing,
           MIN_BY(measure_water, row_id) AS measure_water, MIN_BY(measure_social, row_id) AS measure_social,
           MIN(CASE WHEN relation = '户主' THEN row_id ELSE row_id + 1000000000000 END) % 1000000000000 AS shown_row
    FROM reg GROUP BY household_no
) o
JOIN (
    SELECT household_no, COUNT(*) AS members, COUNT(*) FILTER (WHERE relation = '户主') AS heads,
           COUNT(*) FILTER (WHERE newly_severe) AS newly_severe_members, COUNT(*) FILTER (WHERE dropout) AS dropouts,
           COUNT(*) FILTER (WHERE uninsured) AS uninsured_members
    FROM p GROUP BY household_no
) m ON m.household_no = o.household_no
LEFT JOIN (SELECT household_no, MAX(price) AS highest FROM vehicle_of GROUP BY household_no) v
       ON v.household_no = o.household_no
LEFT JOIN (SELECT household_no, ROUND(SUM(self_paid), 4) AS total FROM claim_of GROUP BY household_no) b
       ON b.household_no = o.household_no
LEFT JOIN (SELECT household_phone, COUNT(DISTINCT household_no) AS number FROM reg GROUP BY household_phone) n
       ON n.household_phone = o.household_phone
LEFT JOIN (SELECT household_no, MIN_BY(grade, row_id) AS grade FROM examination_of GROUP BY household_no) u
       ON u.household_no = o.household_no;

CREATE TABLE person_finding AS
SELECT 'identity.checksum' AS rule, row_id AS k, JSON_OBJECT('registered', TRUE, 'id_wrong', TRUE, 'id_length', LENGTH(id_no)) AS facts
FROM p WHERE id_no IS NOT NULL AND NOT STARTS_WITH(id_no, '999999') AND NOT id_no_checks
UNION ALL SELECT 'identity.sex', row_id, JSON_OBJECT('registered', TRUE, 'sex', sex, 'id_sex', id_sex) FROM p WHERE sex <> id_sex
UNION ALL SELECT 'relation.sex', row_id, JSON_OBJECT('relation_male', says_man, 'sex', sex, 'relation_female', says_woman, 'relation', relation)
FROM p WHERE (says_man AND sex = '女') OR (says_woman AND sex = '男')
UNION ALL SELECT 'death.still_listed', row_id, JSON_OBJECT('registered', TRUE, 'dead', TRUE) FROM p WHERE dead
UNION ALL SELECT 'education.neither', row_id, JSON_OBJECT('registered', TRUE, 'age', age, 'education', NULL, 'school_status', NULL)
FROM p WHERE age >= 7 AND education IS NULL AND school_status IS NULL
UNION ALL SELECT 'education.dropout', row_id, JSON_OBJECT('dropout', TRUE, 'age', age) FROM p WHERE dropout
UNION ALL SELECT 'labour.able', row_id, JSON_OBJECT('registered', TRUE, 'age', age, 'health', health, 'school_status', NULL, 'labour', labour)
FROM p WHERE age BETWEEN 16 AND 59 AND health = '健康' AND school_status IS NULL AND labour IN ('无劳动力', '丧失劳动力', '弱劳动力或半劳动力')
UNION ALL SELECT 'labour.severe_disability', row_id, JSON_OBJECT('severe', TRUE, 'full_labour', TRUE, 'labour', labour)
FROM p WHERE severe AND labour IN ('普通劳动力', '技能劳动力')
UNION ALL SELECT 'insurance.none', row_id, JSON_OBJECT('uninsured', TRUE) FROM p WHERE uninsured
UNION ALL SELECT 'insurance.conflict', row_id, JSON_OBJECT('registered', TRUE, 'resident_insured', TRUE, 'enrolled', FALSE)
FROM p WHERE resident_insured AND NOT enrolled
UNION ALL SELECT 'insurance.both', row_id, JSON_OBJECT('registered', TRUE, 'resident_insured', TRUE, 'employee_insured', TRUE)
FROM p WHERE resident_insured AND employee_insured
UNION ALL SELECT 'disability.unrecorded', row_id, JSON_OBJECT('registered', TRUE, 'certified', TRUE, 'recorded_disabled', FALSE, 'health', health)
FROM p WHERE certified AND NOT health LIKE '%残疾%'
UNION ALL SELECT 'disability.no_care_subsidy', row_id, JSON_OBJECT('severe', TRUE, 'dead', FALSE, 'care_subsidy_paid', FALSE)
FROM p WHERE severe AND NOT dead AND NOT care_paid
UNION ALL SELECT 'allowance.after_death', row_id, JSON_OBJECT('paid_after_death', after_death, 'died_on', died_on) FROM p WHERE after_death > 0;

CREATE TABLE household_finding AS
SELECT 'household.head' AS rule, household_no AS k, JSON_OBJECT('registered', TRUE, 'heads', heads) AS facts FROM h WHERE heads <> 1
UNION ALL SELECT 'household.size', household_no, JSON_OBJECT('registered', TRUE, 'household_size', household_size, 'member_count', members)
FROM h WHERE household_size <> members
UNION ALL SELECT 'household.phone_shared', household_no, JSON_OBJECT('registered', TRUE, 'same_phone_households', same_phone) FROM h WHERE same_phone >= 3
UNION ALL SELECT 'medical.burden', household_no, JSON_OBJECT('medical_burden', TRUE, 'self_paid_total', self_paid_total) FROM h WHERE self_paid_total >= 5000
UNION ALL SELECT 'disability.new_severe', household_no, JSON_OBJECT('newly_severe_members', newly_severe_members) FROM h WHERE newly_severe_members > 0
UNION ALL SELECT 'housing.unsafe', household_no, JSON_OBJECT('housing_unsafe', TRUE, 'unsafe_grade', unsafe_grade) FROM h WHERE unsafe
UNION ALL SELECT 'income.below_line', household_no, JSON_OBJECT('registered', TRUE, 'income_per_capita', income_per_capita, 'active', FALSE)
FROM h WHERE income_per_capita < 8500 AND NOT active
UNION ALL SELECT 'income.sum', household_no, JSON_OBJECT('income_disagrees', TRUE, 'net_income', net, 'household_size', household_size,
    'net_income_per_capita', net / household_size, 'income_per_capita', income_per_capita)
FROM h WHERE household_size > 0 AND ABS(net - income_per_capita * household_size) > 1 * household_size
UNION ALL SELECT 'monitor.no_measure', household_no, JSON_OBJECT('active', TRUE, 'months_since_identified', months_since, 'without_measure', TRUE)
FROM h WHERE active AND months_since > 1 AND without_measure
UNION ALL SELECT 'monitor.removed_at_risk', household_no, JSON_OBJECT('removed', TRUE, 'housing_unsafe', unsafe, 'dropouts', dropouts, 'uninsured_members', uninsured_members)
FROM h WHERE removed AND (unsafe OR dropouts > 0 OR uninsured_members > 0)
UNION ALL SELECT 'entry.vehicle', household_no, JSON_OBJECT('registered', TRUE, 'vehicle_highest', vehicle_highest) FROM h WHERE vehicle_highest >= 10;

-- for each fact the rows it rests on: the person's own, those of lists, or the absence of any
CREATE TABLE person_own AS SELECT * FROM (VALUES
    ('identity.checksum', ['registered', 'id_wrong', 'id_length']), ('identity.sex', ['registered', 'sex', 'id_sex']),
    ('relation.sex', ['relation_male', 'sex', 'relation_female', 'relation']), ('death.still_listed', ['registered']),
    ('education.neither', ['registered', 'age', 'education', 'school_status']), ('education.dropout', ['dropout', 'age']),
    ('labour.able', ['registered', 'age', 'health', 'school_status', 'labour']), ('labour.severe_disability', ['full_labour', 'labour']),
    ('insurance.none', ['uninsured']), ('insurance.conflict', ['registered', 'resident_insured']),
    ('insurance.both', ['registered', 'resident_insured', 'employee_insured']),
    ('disability.unrecorded', ['registered', 'recorded_disabled', 'health'])) AS v(rule, facts);

CREATE TABLE person_source AS
SELECT f.rule, f.k, UNNEST(o.facts) AS fact, 'registered' AS kind, f.k AS row_id FROM person_finding f JOIN person_own o ON o.rule = f.rule
UNION ALL SELECT f.rule, f.k, 'dead', 'deaths', d.row_id FROM person_finding f JOIN death_of d ON d.k = f.k WHERE f.rule = 'death.still_listed'
UNION ALL SELECT f.rule, f.k, 'dropout', 'students', s.row_id FROM person_finding f
    LEFT JOIN (SELECT * FROM student_of WHERE status IN ('疑似辍学', '在校', '送教上门')) s ON s.k = f.k WHERE f.rule = 'education.dropout'
UNION ALL SELECT f.rule, f.k, v.fact, 'disability', c.row_id FROM person_finding f
    JOIN (VALUES ('labour.severe_disability', 'severe'), ('disability.no_care_subsidy', 'severe')) AS v(rule, fact) ON v.rule = f.rule
    JOIN certificate_of c ON c.k = f.k AND c.grade IN ('1', '2')
UNION ALL SELECT f.rule, f.k, 'certified', 'disability', c.row_id FROM person_finding f JOIN certificate_of c ON c.k = f.k WHERE f.rule = 'disability.unrecorded'
UNION ALL SELECT f.rule, f.k, 'uninsured', 'medical_enrolment', NULL FROM person_finding f WHERE f.rule = 'insurance.none'
UNION ALL SELECT f.rule, f.k, 'uninsured', 'deaths', NULL FROM person_finding f WHERE f.rule = 'insurance.none'
UNION ALL SELECT f.rule, f.k, 'enrolled', 'medical_enrolment', NULL FROM person_finding f WHERE f.rule = 'insurance.conflict'
UNION ALL SELECT f.rule, f.k, 'dead', 'deaths', NULL FROM person_finding f WHERE f.rule = 'disability.no_care_subsidy'
UNION ALL SELECT f.rule, f.k, 'care_subsidy_paid', 'allowances', NULL FROM person_finding f WHERE f.rule = 'disability.no_care_subsidy'
UNION ALL SELECT f.rule, f.k, 'died_on', 'deaths', d.row_id FROM person_finding f JOIN death_of d ON d.k = f.k WHERE f.rule = 'allowance.after_death'
UNION ALL SELECT f.rule, f.k, 'paid_after_death', 'allowances', o.row_id FROM person_finding f JOIN p ON p.row_id = f.k
    JOIN payment_of o ON o.k = f.k AND o.month > YEAR(p.died_on) * 12 + MONTH(p.died_on) - 1 WHERE f.rule = 'allowance.after_death';

CREATE TABLE household_own AS SELECT * FROM (VALUES
    ('household.head', ['registered']), ('household.size', ['registered', 'household_size']),
    ('household.phone_shared', ['registered', 'same_phone_households']),
    ('income.below_line', ['registered', 'income_per_capita', 'active']), ('entry.vehicle', ['registered']),
    ('income.sum', ['income_disagrees', 'net_income', 'household_size', 'net_income_per_capita', 'income_per_capita']),
    ('monitor.no_measure', ['active', 'months_since_identified', 'without_measure']),
    ('monitor.removed_at_risk', ['removed'])) AS v(rule, facts);

CREATE TABLE household_source AS
SELECT f.rule, f.k, UNNEST(o.facts) AS fact, 'registered' AS kind, h.shown_row AS row_id
FROM household_finding f JOIN household_own o ON o.rule = f.rule JOIN h ON h.household_no = f.k
UNION ALL SELECT f.rule, f.k, 'heads', 'registered', p.row_id FROM household_finding f JOIN p ON p.household_no = f.k AND p.relation = '户主' WHERE f.rule = 'household.head'
UNION ALL SELECT f.rule, f.k, 'member_count', 'registered', p.row_id FROM household_finding f JOIN p ON p.household_no = f.k WHERE f.rule = 'household.size'
UNION ALL SELECT f.rule, f.k, v.fact, 'registered', p.row_id FROM household_finding f JOIN (VALUES ('medical_burden'), ('self_paid_total')) AS v(fact) ON TRUE
    JOIN p ON p.household_no = f.k WHERE f.rule = 'medical.burden'
UNION ALL SELECT f.rule, f.k, v.fact, 'medical_claims', c.row_id FROM household_finding f JOIN (VALUES ('medical_burden'), ('self_paid_total')) AS v(fact) ON TRUE
    JOIN claim_of c ON c.household_no = f.k WHERE f.rule = 'medical.burden'
UNION ALL SELECT f.rule, f.k, 'newly_severe_members', 'registered', p.row_id FROM household_finding f JOIN p ON p.household_no = f.k AND p.newly_severe WHERE f.rule = 'disability.new_severe'
UNION ALL SELECT f.rule, f.k, 'newly_severe_members', 'disability', c.row_id FROM household_finding f
    JOIN certificate_of c ON c.household_no = f.k AND c.grade IN ('1', '2') AND c.issued_on > DATE '2025-10-31' AND c.issued_on <= DATE '2026-10-31'
    WHERE f.rule = 'disability.new_severe'
UNION ALL SELECT f.rule, f.k, v.fact, 'housing', e.row_id FROM household_finding f JOIN (VALUES ('housing_unsafe'), ('unsafe_grade')) AS v(fact) ON TRUE
    JOIN examination_of e ON e.household_no = f.k WHERE f.rule = 'housing.unsafe'
UNION ALL SELECT f.rule, f.k, 'vehicle_highest', 'registered', p.row_id FROM household_finding f JOIN p ON p.household_no = f.k WHERE f.rule = 'entry.vehicle'
UNION ALL SELECT f.rule, f.k, 'vehicle_highest', 'vehicles', v.row_id FROM household_finding f JOIN vehicle_of v ON v.household_no = f.k WHERE f.rule = 'entry.vehicle'
UNION ALL SELECT f.rule, f.k, 'housing_unsafe', 'housing', e.row_id FROM household_finding f LEFT JOIN examination_of e ON e.household_no = f.k WHERE f.rule = 'monitor.removed_at_risk'
UNION ALL SELECT f.rule, f.k, 'dropouts', 'registered', p.row_id FROM household_finding f JOIN p ON p.household_no = f.k AND p.dropout WHERE f.rule = 'monitor.removed_at_risk'
UNION ALL SELECT f.rule, f.k, 'dropouts', 'students', s.row_id FROM household_finding f
    LEFT JOIN (SELECT p.household_no, s.row_id FROM p JOIN student_of s ON s.k = p.row_id AND s.status IN ('疑似辍学', '在校', '送教上门') WHERE p.dropout) s
    ON s.household_no = f.k WHERE f.rule = 'monitor.removed_at_risk'
UNION ALL SELECT f.rule, f.k, 'uninsured_members', 'registered', p.row_id FROM household_finding f JOIN p ON p.household_no = f.k AND p.uninsured WHERE f.rule = 'monitor.removed_at_risk'
UNION ALL SELECT f.rule, f.k, 'uninsured_members', 'medical_enrolment', NULL FROM household_finding f WHERE f.rule = 'monitor.removed_at_risk'
UNION ALL SELECT f.rule, f.k, 'uninsured_members', 'deaths', NULL FROM household_finding f WHERE f.rule = 'monitor.removed_at_risk';
